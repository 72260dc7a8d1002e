package dev.millrace.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Makes a server on this machine look far away: every byte arrives later by half a round trip, as many as there are. */
final class DistantServer implements Closeable {

    private static final int CHUNK = 64 * 1024;
    /** 256 MiB on their way are more than any client asks for. */
    private static final int CHUNKS = 4_096;

    private record Chunk(long due, ByteBuffer bytes) {}

    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int target;
    private final long oneWayNanos;

    DistantServer(int target, Duration roundTrip) throws IOException {
        this.target = target;
        this.oneWayNanos = roundTrip.toNanos() / 2;
        begin(this::letIn);
    }

    int port() {
        return entrance.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void letIn() throws IOException {
        while (true) {
            Socket visitor = entrance.accept();
            Socket server = new Socket();
            sockets.add(visitor);
            sockets.add(server);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            visitor.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            join(visitor, server);
            join(server, visitor);
        }
    }

    private void join(Socket from, Socket to) {
        BlockingQueue<Chunk> way = new ArrayBlockingQueue<>(CHUNKS);
        begin(() -> {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[CHUNK];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                way.put(new Chunk(System.nanoTime() + oneWayNanos, ByteBuffer.wrap(Arrays.copyOf(buffer, count))));
            }
            way.put(new Chunk(System.nanoTime() + oneWayNanos, ByteBuffer.allocate(0)));
        });
        begin(() -> {
            OutputStream out = to.getOutputStream();
            for (Chunk chunk = way.take(); chunk.bytes().hasRemaining(); chunk = way.take()) {
                for (long left = chunk.due() - System.nanoTime(); left > 0; left = chunk.due() - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                out.write(chunk.bytes().array());
            }
            to.shutdownOutput();
        });
    }

    /** Work that ends with its connection. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void begin(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // The connection is over.
                    } catch (InterruptedException told) {
                        Thread.currentThread().interrupt();
                    }
                },
                "distant-server");
        thread.setDaemon(true);
        thread.start();
    }
}
