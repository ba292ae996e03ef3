"""The store on the disk: a cache of a dossier's files, built once, opened in an instant, deleted without loss."""
