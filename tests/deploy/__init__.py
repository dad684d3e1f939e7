"""Images and compose without a container engine: linted, and every command in them run as a plain process."""
