package dev.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FeedTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("millrace.root"), "config-examples");

    @Test
    void hasWhatItsExampleRefersTo() throws IOException {
        try (Feed feed = Feed.start()) {
            Example example = Example.in(EXAMPLES).stream()
                    .filter(each -> each.name().equals("legacy-orders-feed"))
                    .findFirst()
                    .orElseThrow();

            Map<String, String> environment = feed.environment(EXAMPLES);

            assertThat(environment).containsOnlyKeys(example.variables());
            assertThat(Path.of(environment.getOrDefault("ORDER_FEED_SESSION", "")))
                    .exists();
            assertThat(feed.address()).isEqualTo("127.0.0.1:" + environment.get("FEED_PORT"));
        }
    }

    @Test
    void hasAPasswordOfItsOwnInEveryRun() throws IOException {
        try (Feed one = Feed.start();
                Feed other = Feed.start()) {
            assertThat(one.environment(EXAMPLES).get("FEED_PASSWORD"))
                    .isNotEqualTo(other.environment(EXAMPLES).get("FEED_PASSWORD"))
                    .hasSizeLessThanOrEqualTo(10);
        }
    }

    @Test
    void tellsThatNothingIsPublishedYet() throws IOException {
        try (Feed feed = Feed.start()) {
            assertThat(feed.account()).isEqualTo("feed: 0 of 0 messages acknowledged, 0 acknowledgements, 0 logins");
        }
    }

    @Test
    void countsWhatItsClientAcknowledges() throws IOException {
        Sample sample = new Sample(3);
        try (Feed feed = Feed.start()) {
            Map<String, String> environment = feed.environment(EXAMPLES);
            try (Socket line = new Socket(
                    InetAddress.getLoopbackAddress(), Integer.parseInt(environment.getOrDefault("FEED_PORT", "0")))) {
                line.setSoTimeout(10_000);
                send(line, "L%-6s%-10s%10s%20d%-5d".formatted("trader", environment.get("FEED_PASSWORD"), "", 1, 9000));
                feed.open(sample);

                List<String> orders = sequenced(line, sample.rows());
                send(line, "UACK 1");
                send(line, "UACK 3");

                assertThat(orders)
                        .containsExactly("S" + sample.message(1), "S" + sample.message(2), "S" + sample.message(3));
                assertThat(feed.account())
                        .isEqualTo("feed: 3 of 3 messages acknowledged, 2 acknowledgements, 1 logins");
            }
        }
    }

    private static void send(Socket line, String packet) throws IOException {
        byte[] bytes = packet.getBytes(StandardCharsets.US_ASCII);
        DataOutputStream out = new DataOutputStream(line.getOutputStream());
        out.writeShort(bytes.length);
        out.write(bytes);
        out.flush();
    }

    /** So many packets with a number; others, such as the answer to the login and heartbeats, are passed over. */
    private static List<String> sequenced(Socket line, int count) throws IOException {
        DataInputStream in = new DataInputStream(line.getInputStream());
        List<String> packets = new ArrayList<>();
        while (packets.size() < count) {
            String packet = new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.US_ASCII);
            if (packet.startsWith("S")) {
                packets.add(packet);
            }
        }
        return packets;
    }
}
