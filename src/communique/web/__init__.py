"""The store as pages: presentation only. What is counted, the store counts; what is decided, the stages decided."""

from communique.web.site import create_app

__all__ = ["create_app"]
