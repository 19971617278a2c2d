"""The face every door wears: layouts, components, template tags, errors as pages."""
