"""Everything that ties the apps together: settings, addresses, web, worker, local database."""
