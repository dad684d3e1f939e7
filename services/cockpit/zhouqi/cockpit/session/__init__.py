"""Who is signed in, and as whom one may."""
