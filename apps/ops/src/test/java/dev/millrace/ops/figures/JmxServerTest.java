package dev.millrace.ops.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.kit.Meters;
import dev.millrace.ops.watch.Figure;
import dev.millrace.ops.watch.Figures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RMIServerSocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXPrincipal;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import javax.security.auth.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of a real JMX server with a registry, as a worker has one with com.sun.management.jmxremote.port. */
class JmxServerTest {

    static {
        // What its objects call their host; read once, before the first of them is there.
        System.setProperty("java.rmi.server.hostname", "127.0.0.1");
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final AtomicInteger port = new AtomicInteger();
    private final RMIServerSocketFactory loopback = any -> {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        port.compareAndSet(0, socket.getLocalPort());
        return socket;
    };
    private final Registry registry;

    JmxServerTest() throws IOException {
        registry = LocateRegistry.createRegistry(0, null, loopback);
    }

    @AfterEach
    void closeTheRegistry() throws IOException {
        UnicastRemoteObject.unexportObject(registry, true);
    }

    @Test
    void readsTheMBeansOfAWorker() throws IOException {
        JMXConnectorServer server = server(Map.of());
        try (Meters task = Meters.register("sftp-source", "orders \"eu\"", "0");
                Meters route = Meters.register("rest-sink-route", "orders", "1", "route", "POST /a,b=c");
                FigureAddresses addresses = FigureAddressesTest.addresses(Map.of(), "--metrics=" + url())) {
            task.counter("files.done", "Files").add(3);
            task.gauge("broken", "Never told", () -> {
                throw new IllegalStateException("not now");
            });
            route.counter("latency.le.5.ms", "Requests").add(7);

            Figures figures = addresses.read();

            assertThat(figures.troubles()).isEmpty();
            assertThat(figures.of("orders \"eu\""))
                    .containsExactly(
                            new Figure("sftp_source_files_done", Map.of("connector", "orders \"eu\"", "task", "0"), 3));
            assertThat(figures.of("orders"))
                    .containsExactly(new Figure(
                            "rest_sink_route_latency_le_5_ms",
                            Map.of("connector", "orders", "task", "1", "route", "POST /a,b=c"),
                            7));
        } finally {
            server.stop();
        }
    }

    @Test
    void logsInWhereThatIsAskedFor() throws IOException {
        JMXAuthenticator authenticator = shown -> {
            if (shown instanceof String[] login && login[0].equals("eva") && login[1].equals("sesame")) {
                return new Subject(true, Set.of(new JMXPrincipal("eva")), Set.of(), Set.of());
            }
            throw new SecurityException("unknown");
        };
        JMXConnectorServer server = server(Map.of(JMXConnectorServer.AUTHENTICATOR, authenticator));
        Path password = Files.writeString(folder.resolve("password"), "sesame");
        try (FigureAddresses known = FigureAddressesTest.addresses(
                        Map.of(), "--metrics=" + url(), "--metrics-user=eva", "--metrics-password-file=" + password);
                FigureAddresses stranger = FigureAddressesTest.addresses(Map.of(), "--metrics=" + url())) {
            assertThat(known.read().troubles()).isEmpty();
            assertThat(stranger.read().troubles())
                    .containsExactly(url() + " gives no figures: it does not let us in: set metrics.user and"
                            + " metrics.password");
        } finally {
            server.stop();
        }
    }

    @Test
    void saysSoWhenNobodyIsThere() throws IOException {
        server(Map.of()).stop();
        try (FigureAddresses addresses = FigureAddressesTest.addresses(
                Map.of(), "--metrics=" + url(), "--metrics=service:jmx:rmi:///jndi/rmi://127.0.0.1:1/jmxrmi")) {
            assertThat(addresses.read().troubles())
                    .satisfiesExactly(
                            unbound -> assertThat(unbound).startsWith(url() + " gives no figures: JMX fails with"),
                            refused -> assertThat(refused).contains("nobody listens there"));
        }
    }

    private String url() {
        return "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi";
    }

    private JMXConnectorServer server(Map<String, Object> more) throws IOException {
        Map<String, Object> environment = new HashMap<>(more);
        environment.put(RMIConnectorServer.RMI_SERVER_SOCKET_FACTORY_ATTRIBUTE, loopback);
        JMXConnectorServer server = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL(url()), environment, ManagementFactory.getPlatformMBeanServer());
        server.start();
        return server;
    }
}
