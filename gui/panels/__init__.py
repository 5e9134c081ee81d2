"""The panels around the article: plain widgets over the session, which the window puts into its docks."""
