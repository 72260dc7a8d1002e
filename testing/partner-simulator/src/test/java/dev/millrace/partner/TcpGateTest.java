package dev.millrace.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TcpGateTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private EchoServer echo;
    private TcpGate gate;

    @BeforeEach
    void start() throws IOException {
        echo = new EchoServer();
        gate = TcpGate.before("127.0.0.1", echo.port());
    }

    @AfterEach
    void stop() throws IOException {
        gate.close();
        echo.close();
    }

    @Test
    void passesBytesBothWays() throws Exception {
        try (Socket socket = enter()) {
            assertThat(exchange(socket, 'a')).isEqualTo('a');
            assertThat(gate.openConnections()).isEqualTo(1);
        }

        assertThat(Eventually.holds(() -> gate.openConnections() == 0, PATIENCE))
                .isTrue();
        assertThat(gate.connections()).isEqualTo(1);
    }

    @Test
    void passesOnTheEndOfOneDirectionOnly() throws Exception {
        try (Socket socket = enter()) {
            socket.getOutputStream().write('z');
            socket.shutdownOutput();

            assertThat(socket.getInputStream().readAllBytes()).containsExactly('z');
        }
    }

    @Test
    void cutsAndRefusesWhileItIsShut() throws Exception {
        try (Socket socket = enter()) {
            exchange(socket, 'a');

            gate.shut();

            assertThat(gone(socket)).isTrue();
            assertThatThrownBy(this::enter).isInstanceOf(IOException.class);
        }
        gate.open();
        try (Socket socket = enter()) {
            assertThat(exchange(socket, 'b')).isEqualTo('b');
        }
    }

    @Test
    void cutsConnectionsAndTakesNewOnes() throws Exception {
        try (Socket socket = enter()) {
            exchange(socket, 'a');

            gate.cut();

            assertThat(gone(socket)).isTrue();
        }
        try (Socket socket = enter()) {
            assertThat(exchange(socket, 'b')).isEqualTo('b');
        }
    }

    @Test
    void holdsEveryByteWhileItStalls() throws Exception {
        try (Socket socket = enter()) {
            gate.stall(true);
            socket.getOutputStream().write('s');

            socket.setSoTimeout(200);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            gate.stall(false);
            socket.setSoTimeout(20_000);
            assertThat(socket.getInputStream().read()).isEqualTo('s');
        }
    }

    @Test
    void canBeCutWhileItStalls() throws Exception {
        try (Socket socket = enter()) {
            exchange(socket, 'a');
            gate.stall(true);
            socket.getOutputStream().write('s');

            gate.cut();

            assertThat(gone(socket)).isTrue();
            assertThat(Eventually.holds(() -> threads("tcp-gate-in") == 0, PATIENCE))
                    .isTrue();
        }
    }

    @Test
    void addsLatencyEachWay() throws Exception {
        gate.latency(Duration.ofMillis(60));

        try (Socket socket = enter()) {
            long begin = System.nanoTime();
            exchange(socket, 'l');

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
        }
    }

    @Test
    void closesTheDoorOnVisitorsOfAServerThatIsDown() throws Exception {
        // Bound and not listening: it refuses visitors, and nobody else can take its port.
        try (Socket down = new Socket()) {
            down.bind(Loopback.at(0));
            try (TcpGate alone = TcpGate.before("127.0.0.1", down.getLocalPort())) {
                assertThat(turnedAway(alone)).isTrue();
                assertThat(alone.connections()).isZero();
            }
        }
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        Socket socket = enter();
        exchange(socket, 'a');

        gate.close();

        assertThat(Eventually.holds(() -> threads("tcp-gate") == 0, PATIENCE)).isTrue();
        socket.close();
    }

    private Socket enter() throws IOException {
        return enter(gate);
    }

    private static Socket enter(TcpGate gate) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(20_000);
        socket.connect(Loopback.at(gate.port()), 5_000);
        return socket;
    }

    /** The reset may come as early as within the connect. */
    private static boolean turnedAway(TcpGate gate) {
        try (Socket socket = enter(gate)) {
            return gone(socket);
        } catch (IOException reset) {
            return true;
        }
    }

    private static int exchange(Socket socket, char letter) throws IOException {
        socket.getOutputStream().write(letter);
        return socket.getInputStream().read();
    }

    private static boolean gone(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException still) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name))
                .count();
    }
}
