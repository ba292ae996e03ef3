"""A programme, its tasks and the bodies responsible as one graph: asked, drawn, and checked when amended."""
