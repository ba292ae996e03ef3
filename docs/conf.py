"""Settings of Sphinx, the same for both languages; `make.py` says which language is built."""

from __future__ import annotations

import os

project = "ct56kg"
language = os.environ["CT56KG_DOCS_LANGUAGE"]
other = {"vi": ("en", "English"), "en": ("vi", "Tiếng Việt")}[language]

extensions = ["myst_parser"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "deflist"]
myst_heading_anchors = 3
locale_dirs = ["locale"]  # beside the assembled pages, where Sphinx compiles it
nitpicky = True
suppress_warnings = ["misc.highlighting_failure"]  # the highlighter does not know the | of property paths

html_theme = "furo"
html_title = "ct56kg"
html_static_path = ["theme/static"]
html_css_files = ["page.css"]
templates_path = ["theme/templates"]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_context = {"other_language": other[0], "other_language_name": other[1]}
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_last_updated_fmt = None
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
highlight_language = "text"
