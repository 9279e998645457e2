namespace Shipkeeper.Modules.State;

/// <summary>What Python runs: its library has SQLite on every host, and the program <c>sqlite3</c> is on few.</summary>
internal static class SqlitePrograms
{
    /// <summary>The online backup of SQLite to standard output: whole, whoever writes meanwhile. Arguments: the database, and a folder for the copy on the way.</summary>
    public const string Dump =
        """
        import os, shutil, sqlite3, sys, tempfile
        sys.excepthook = lambda kind, failure, trace: print(failure, file=sys.stderr)
        source, folder = sys.argv[1:]
        if os.path.islink(source) or not os.path.isfile(source):
            sys.exit("it is no plain file")
        with tempfile.TemporaryDirectory(dir=folder) as place:
            copy = os.path.join(place, "copy")
            before, after = sqlite3.connect("file:%s?mode=ro" % source.replace("%", "%25").replace("?", "%3f").replace("#", "%23"), uri=True), sqlite3.connect(copy)
            before.execute("SELECT count(*) FROM sqlite_master")
            before.backup(after)
            after.execute("PRAGMA journal_mode = DELETE")
            if after.execute("PRAGMA quick_check").fetchone() != ("ok",):
                sys.exit("the database is damaged")
            after.close()
            with open(copy, "rb") as content:
                shutil.copyfileobj(content, sys.stdout.buffer, 1 << 20)
        """;

    /// <summary>
    /// The same from standard input, in one transaction of SQLite. What is no database any more is begun anew; what has gone is its folder's owner's, and
    /// nobody else's: who else might read it is not known any more.
    /// </summary>
    public const string Restore =
        """
        import os, shutil, sqlite3, sys, tempfile
        sys.excepthook = lambda kind, failure, trace: print(failure, file=sys.stderr)
        target, folder = sys.argv[1:]
        os.umask(0o077)
        def put(source):
            before, after = sqlite3.connect(source), sqlite3.connect(target, timeout=60, isolation_level=None)
            after.execute("BEGIN EXCLUSIVE")  # The backup itself would wait for ever.
            after.execute("ROLLBACK")
            before.backup(after)
            after.close()
        if os.path.islink(target):
            sys.exit("a symbolic link is in its place")
        was = os.path.exists(target)
        with tempfile.TemporaryDirectory(dir=folder) as place:
            copy = os.path.join(place, "copy")
            with open(copy, "wb") as content:
                shutil.copyfileobj(sys.stdin.buffer, content, 1 << 20)
            try:
                put(copy)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                status = os.stat(target)
                for end in ("-wal", "-shm", "-journal", ""):
                    if os.path.lexists(target + end):
                        os.unlink(target + end)
                put(copy)
                os.chown(target, status.st_uid, status.st_gid)
                os.chmod(target, status.st_mode & 0o7777)
        if not was:
            status = os.stat(os.path.dirname(target))
            os.chown(target, status.st_uid, status.st_gid)
        """;
}
