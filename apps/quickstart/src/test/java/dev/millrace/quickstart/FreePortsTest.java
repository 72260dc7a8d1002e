package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void offersDistinctPortsBelowTheRangeOfOutgoingConnections() {
        List<Integer> ports = FreePorts.take(50);

        assertThat(ports).hasSize(50).doesNotHaveDuplicates().allMatch(port -> port >= 1024 && port < 32_768);
    }

    @Test
    void knowsAPortThatIsTaken() throws IOException {
        int port = FreePorts.next();

        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.isFree(taken.getLocalPort())).isFalse();
        }
        assertThat(FreePorts.isFree(port)).isTrue();
    }
}
