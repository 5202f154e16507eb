"""Files → grids → tables → plans and findings. Knows formats and layouts, no rules and no database."""
