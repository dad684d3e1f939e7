"""The profile of an enterprise 企业画像: what is known of it, and which department could supply the rest."""
