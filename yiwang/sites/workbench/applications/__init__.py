"""办件 at the workbench: the list, one application, its moves."""
