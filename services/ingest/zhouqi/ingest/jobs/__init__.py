"""The queue of what is to be done, the tick that fills it and the worker that empties it."""
