package dev.millrace.partner.database;

import dev.millrace.partner.environment.ServerInstance;
import dev.millrace.partner.process.ServerFolder;
import dev.millrace.partner.process.ServerPort;
import java.io.IOException;
import java.net.BindException;

/** PostgreSQL as a process beside the tests, with its data in a folder of its own. Not thread-safe. */
final class PostgresOnHost implements ServerInstance {
    private static final int ATTEMPTS = 3;

    private final ServerFolder folder;
    private int port;
    private PostgresProcess process;

    private PostgresOnHost(ServerFolder folder) throws IOException {
        this.folder = folder;
        this.port = ServerPort.next();
        this.process = begin();
    }

    static PostgresOnHost start() throws IOException {
        ServerFolder folder = ServerFolder.make("postgres");
        try {
            return new PostgresOnHost(folder);
        } catch (IOException failure) {
            folder.remove();
            throw failure;
        }
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port;
    }

    ServerFolder folder() {
        return folder;
    }

    @Override
    public void stop() throws IOException {
        process.stop();
    }

    @Override
    public void restart() throws IOException {
        process.stop();
        process = run();
    }

    @Override
    public void close() throws IOException {
        process.stop();
        folder.remove();
    }

    /** Another process may take the port between its choice and its use. */
    private PostgresProcess begin() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return run();
            } catch (BindException taken) {
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
                port = ServerPort.next();
            }
        }
    }

    private PostgresProcess run() throws IOException {
        return PostgresProcess.start(folder, port, PostgresServer.url(host(), port, PostgresServer.USER));
    }
}
