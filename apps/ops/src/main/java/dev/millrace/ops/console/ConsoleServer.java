package dev.millrace.ops.console;

import dev.millrace.ops.CommandFailure;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The console as one process at one port: its sections and the server in front of them. */
public final class ConsoleServer implements AutoCloseable {

    private static final int THREADS = 32;
    private static final int IDLE_MS = 30_000;

    private final List<Section> sections;
    private final Server server;
    private final ServerConnector connector;

    /**
     * Does not listen yet.
     *
     * @param host to listen at
     * @param port to listen at; 0 for any that is free
     * @param names that it answers to; empty: any
     */
    ConsoleServer(String host, int port, Access access, Set<String> names, List<Section> sections) {
        this.sections = List.copyOf(sections);
        Site site = new Site();
        this.sections.forEach(section -> section.addTo(site));
        this.server = new Server(new QueuedThreadPool(THREADS));
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(16_384);
        // A slash or a percent sign in a name is part of the name: routes split the path before they decode it.
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "names",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
        this.connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MS);
        server.addConnector(connector);
        server.setHandler(new ConsoleHandler(access, new Hosts(names), site));
    }

    /**
     * Begins to watch and to listen.
     *
     * @throws CommandFailure when the port is taken
     */
    public void start() {
        try {
            server.start();
        } catch (Exception failed) {
            throw CommandFailure.usage(
                    "the console can't listen at " + connector.getHost() + ":" + connector.getPort()
                            + "; name another by --host and --port",
                    failed);
        }
        sections.forEach(Section::start);
    }

    /** The port that it listens at. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Ends the pages before what they ask, so that none asks what is closed. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException("the server does not stop", failed);
        } finally {
            sections.forEach(Section::close);
        }
    }
}
