"""The close of lifecycle's day: everything that came before it is worked off."""
