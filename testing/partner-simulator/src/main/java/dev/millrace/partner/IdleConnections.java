package dev.millrace.partner;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connections that never say a word. For one thread; close them. */
public final class IdleConnections implements AutoCloseable {

    private static final int CONNECT_MILLIS = 2_000;

    private final List<SocketChannel> channels = new ArrayList<>();
    private int refused;

    /** Opens up to that many, in no more than that time; those that fail are counted. */
    IdleConnections(InetSocketAddress server, int count, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        for (int number = 0; number < count && System.nanoTime() < deadline; number++) {
            open(server);
        }
    }

    private void open(InetSocketAddress server) {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            channel.socket().connect(server, CONNECT_MILLIS);
            channel.configureBlocking(false);
            channels.add(channel);
        } catch (IOException failure) {
            refused++;
            close(channel);
        }
    }

    /** How many were established; the server may have closed some since. */
    public int established() {
        return channels.size();
    }

    /** How many were refused, or failed for want of ports or files on this side. */
    public int refused() {
        return refused;
    }

    /** How many of them the server has not closed. */
    public int alive() {
        ByteBuffer scrap = ByteBuffer.allocate(8 * 1024);
        int alive = 0;
        for (SocketChannel channel : channels) {
            try {
                int count = channel.read(scrap);
                while (count > 0) {
                    scrap.clear();
                    count = channel.read(scrap);
                }
                alive += count == 0 ? 1 : 0;
            } catch (IOException gone) {
                // reset: not alive
            }
        }
        return alive;
    }

    @Override
    public void close() {
        channels.forEach(IdleConnections::close);
        channels.clear();
    }

    private static void close(@Nullable SocketChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException unlikely) {
                // nothing left to close
            }
        }
    }
}
