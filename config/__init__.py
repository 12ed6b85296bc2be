"""Everything that ties the apps together: settings, addresses, the web and worker processes, the local database."""
