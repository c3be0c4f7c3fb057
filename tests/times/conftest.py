import pytest

from communique.parsing import Parser, load_parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    return load_parser()
