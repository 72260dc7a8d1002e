package dev.millrace.partner.database;

import dev.millrace.partner.environment.ServerInstance;
import dev.millrace.partner.process.ServerFolder;
import dev.millrace.partner.process.ServerPort;
import java.io.IOException;
import java.net.BindException;

/** MySQL or MariaDB as a process beside the tests, with its data in a folder of its own. Not thread-safe. */
final class MySqlOnHost implements ServerInstance {
    private static final int ATTEMPTS = 3;

    private final MySqlMake make;
    private final ServerFolder folder;
    private int port;
    private MySqlProcess process;

    private MySqlOnHost(MySqlMake make, ServerFolder folder) throws IOException {
        this.make = make;
        this.folder = folder;
        this.port = ServerPort.next();
        this.process = begin();
    }

    static MySqlOnHost start(MySqlMake make) throws IOException {
        ServerFolder folder = ServerFolder.make(make.word());
        try {
            return new MySqlOnHost(make, folder);
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
        if (process.isAlive()) {
            process.stop();
        }
    }

    @Override
    public void restart() throws IOException {
        stop();
        process = run();
    }

    @Override
    public void close() throws IOException {
        stop();
        folder.remove();
    }

    /** Another process may take the port between its choice and its use. */
    private MySqlProcess begin() throws IOException {
        MySqlProcess.initialize(make, folder);
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

    private MySqlProcess run() throws IOException {
        return MySqlProcess.start(make, folder, port, MySqlServer.url(host(), port, "mysql"));
    }
}
