"""The two databases as these tests see them from outside: an address, questions in SQL, a check for damage."""
import os
import secrets
import sqlite3
import subprocess
import urllib.parse


class Sqlite:
    name = "sqlite"

    def __init__(self, folder):
        self.file = os.path.join(folder, "zugang.db")
        self.url = "sqlite:" + self.file

    def ask(self, sql):
        """The first column of the first row."""
        connection = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=10)
        try:
            return connection.execute(sql).fetchone()[0]
        finally:
            connection.close()

    def damage(self):
        """What is wrong with the stored data, as a list of sentences. The program must be stopped."""
        connection = sqlite3.connect(self.file)
        try:
            found = [row[0] for row in connection.execute("PRAGMA quick_check") if row[0] != "ok"]
            return found + [f"dangling reference in {row[0]}" for row in connection.execute("PRAGMA foreign_key_check")]
        finally:
            connection.close()

    def drop(self):
        """Goes with its folder."""


class Postgresql:
    name = "postgresql"

    def __init__(self, server):
        self.server = server
        self.database = "zugang_faults_" + secrets.token_hex(4)
        self.psql(server, f"CREATE DATABASE {self.database}")
        parts = urllib.parse.urlsplit(server)
        self.url = urllib.parse.urlunsplit(parts._replace(path="/" + self.database))

    @staticmethod
    def psql(url, sql):
        done = subprocess.run(["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--dbname", url,
                               "--set", "ON_ERROR_STOP=1", "--command", sql],
                              check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def ask(self, sql):
        return int(self.psql(self.url, sql))

    def damage(self):
        """The server checks its references itself and was not killed; that every table can be read is what is left."""
        tables = self.psql(self.url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'").split()
        for table in tables:
            self.psql(self.url, f"SELECT count(*) FROM {table}")
        return [] if "accounts" in tables else ["there is no table of accounts"]

    def drop(self):
        self.psql(self.server, f"DROP DATABASE {self.database} WITH (FORCE)")


def open_engine(name, folder):
    """Nothing where PostgreSQL was left out on purpose."""
    if name == "sqlite":
        return Sqlite(folder)
    server = os.environ.get("ZUGANG_TEST_POSTGRES")
    if not server:
        raise SystemExit("ZUGANG_TEST_POSTGRES is not set: run this through script/postgres, or set it to none")
    return None if server == "none" else Postgresql(server)
