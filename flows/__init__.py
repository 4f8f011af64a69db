"""The command line and the Prefect flow: finds pages, has them parsed in worker processes, publishes the release.

Nothing is imported here: `jianghua --help` and the workers must not wait for Prefect.
"""
