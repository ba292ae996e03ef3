"""The SPARQL editor is YASGUI as its makers published it, with its licences."""

from hashlib import sha256
from importlib.resources import files

PUBLISHED = {
    "yasgui.min.js": "8ac1354b751281f554e58e4370f0da3939d5e6e2a4accd1ebaf49bba04c412ea",
    "yasgui.min.css": "0371a8344c0bc4d81280921df537c186cd33dafff2406b3648c383c484cf04ae",
}
"""The files of the npm package `@triply/yasgui` 4.2.28, folder `build`."""


def test_the_editor_is_byte_for_byte_the_published_package():
    static = files("ct56kg.web").joinpath("static")
    assert {name: sha256(static.joinpath(name).read_bytes()).hexdigest() for name in PUBLISHED} == PUBLISHED


def test_the_licences_of_the_editor_travel_with_it():
    words = files("ct56kg.web").joinpath("static", "LICENCES.txt").read_text("utf-8")
    assert "@triply/yasgui 4.2.28" in words and "The MIT License (MIT)" in words and "DOMPurify" in words
