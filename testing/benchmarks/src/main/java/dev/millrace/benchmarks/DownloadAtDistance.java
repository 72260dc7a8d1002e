package dev.millrace.benchmarks;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import dev.millrace.feed.store.FileStore;
import dev.millrace.partner.SftpPartner;
import dev.millrace.sftp.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rate of one download from an SFTP server that is 20 ms away, beside the SSH library's own as it comes. */
final class DownloadAtDistance implements Benchmark {

    private static final Duration ROUND_TRIP = Duration.ofMillis(20);
    private static final String FILE = "orders.csv";

    @Override
    public String name() {
        return "distance";
    }

    @Override
    public int defaultRows() {
        return 1_000_000;
    }

    @Override
    public void measure(PrintStream out, Options options, Path root) throws IOException {
        Path folder = Files.createTempDirectory("millrace-benchmark-");
        Path file = folder.resolve(FILE);
        try (SftpPartner server = SftpPartner.start(folder);
                DistantServer distant = new DistantServer(server.port(), ROUND_TRIP)) {
            Orders.write(file, options.rows());
            long bytes = Files.size(file);
            out.printf(Locale.ROOT, "%d bytes, %d ms away%n", bytes, ROUND_TRIP.toMillis());
            List<Rate> bare = new ArrayList<>();
            List<Rate> ours = new ArrayList<>();
            for (int round = 1; round <= options.rounds(); round++) {
                bare.add(show(out, round, "jsch", bytes, bare(server, distant.port())));
                ours.add(show(out, round, "millrace", bytes, ours(server, distant.port())));
            }
            Rate reached = Rate.median(ours);
            Rate usual = Rate.median(bare);
            out.printf(
                    Locale.ROOT,
                    "%s: ratio %.1f (millrace %.0f MB/s, jsch %.0f MB/s)%n",
                    name(),
                    reached.of(usual),
                    reached.perSecond() / 1e6,
                    usual.perSecond() / 1e6);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static Rate show(PrintStream out, int round, String who, long expected, Download download) {
        if (download.bytes() != expected) {
            throw new IllegalStateException(who + " got " + download.bytes() + " bytes of " + expected);
        }
        Rate rate = Rate.of(download.bytes(), download.nanos());
        out.printf(Locale.ROOT, "round %d  %-8s %6.1f MB/s%n", round, who, rate.perSecond() / 1e6);
        return rate;
    }

    /** So many bytes in so much time. */
    private record Download(long bytes, long nanos) {
        static Download of(InputStream in) throws IOException {
            long begun = System.nanoTime();
            byte[] buffer = new byte[64 * 1024];
            long bytes = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes += count;
            }
            return new Download(bytes, System.nanoTime() - begun);
        }
    }

    private static Download ours(SftpPartner server, int port) throws IOException {
        Map<String, String> configuration = new HashMap<>(Connector.reading(server, "/"));
        configuration.put("sftp.port", Integer.toString(port));
        configuration.put("topic", "none");
        try (FileStore store = Stores.open(configuration);
                InputStream in = store.open("/" + FILE, 0)) {
            return Download.of(in);
        }
    }

    private static Download bare(SftpPartner server, int port) throws IOException {
        Session session = null;
        try {
            session = new JSch().getSession(server.username(), server.host(), port);
            session.setConfig("StrictHostKeyChecking", "no");
            session.setPassword(server.password().getBytes(StandardCharsets.UTF_8));
            session.connect();
            ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
            channel.connect();
            try (InputStream in = channel.get("/" + FILE)) {
                return Download.of(in);
            }
        } catch (JSchException | SftpException failed) {
            throw new IOException(failed);
        } finally {
            if (session != null) {
                session.disconnect();
            }
        }
    }
}
