"""The whole product under load while its processes are killed: nothing acknowledged is lost, nothing happens twice."""
