package dev.millrace.sftp;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.PasswordAuthenticator;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.subsystem.SubsystemFactory;
import org.jspecify.annotations.Nullable;

/**
 * An SSH server that does by hand what well-made ones never do. Its only file holds a thousand times the letter x; a read
 * is answered with a tenth of the answer that its length announces, and then the channel ends. It refuses to rename.
 */
final class OddServer implements AutoCloseable {

    static final int SIZE = 1_000;
    static final int SENT = 100;

    private final AtomicInteger sessions = new AtomicInteger();
    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final SshServer server = SshServer.setUpDefaultServer();

    OddServer(Path folder, PasswordAuthenticator logins) throws IOException {
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(folder.resolve("host-key")));
        server.setPasswordAuthenticator((user, password, session) -> {
            sessions.incrementAndGet();
            return logins.authenticate(user, password, session);
        });
        server.setSubsystemFactories(List.of(new Files(opened)));
        server.start();
    }

    int port() {
        return server.getPort();
    }

    int sessions() {
        return sessions.get();
    }

    /** The paths that clients asked to open, letter for letter. */
    List<String> opened() {
        return List.copyOf(opened);
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private static final class Files implements SubsystemFactory {
        private final List<String> opened;

        Files(List<String> opened) {
            this.opened = opened;
        }

        @Override
        public String getName() {
            return "sftp";
        }

        @Override
        public Command createSubsystem(ChannelSession channel) {
            return new Subsystem(opened);
        }
    }

    /** The few requests of draft-ietf-secsh-filexfer-02 that reading and renaming take. */
    private static final class Subsystem implements Command {
        private final List<String> opened;
        private @Nullable DataInputStream in;
        private @Nullable DataOutputStream out;
        private @Nullable ExitCallback exit;

        Subsystem(List<String> opened) {
            this.opened = opened;
        }

        @Override
        public void setInputStream(InputStream stream) {
            in = new DataInputStream(stream);
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = new DataOutputStream(stream);
        }

        @Override
        public void setErrorStream(OutputStream stream) {
            // Says nothing there.
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }

        @Override
        public void start(ChannelSession channel, Environment environment) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            serve(requireNonNull(in), requireNonNull(out));
                        } catch (IOException left) {
                            // The client is gone.
                        }
                        requireNonNull(exit).onExit(0);
                    },
                    "odd-server");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void destroy(ChannelSession channel) {
            // The streams end by themselves.
        }

        private void serve(DataInputStream in, DataOutputStream out) throws IOException {
            boolean open = true;
            while (open) {
                int length = in.readInt();
                int type = in.readUnsignedByte();
                byte[] body = in.readNBytes(length - 1);
                open = answer(type, body, out);
            }
        }

        private boolean answer(int type, byte[] body, DataOutputStream out) throws IOException {
            switch (type) {
                case 1 -> send(out, 2, answer -> answer.writeInt(3));
                case 3 -> {
                    opened.add(pathIn(body));
                    send(out, 102, answer -> {
                        answer.write(body, 0, 4);
                        answer.writeInt(1);
                        answer.write('h');
                    });
                }
                case 5 -> {
                    out.writeInt(1 + 4 + 4 + SIZE);
                    out.write(103);
                    out.write(body, 0, 4);
                    out.writeInt(SIZE);
                    out.write("x".repeat(SENT).getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    return false;
                }
                case 7, 17 ->
                    send(out, 105, answer -> {
                        answer.write(body, 0, 4);
                        answer.writeInt(0x1 | 0x4);
                        answer.writeLong(SIZE);
                        answer.writeInt(0100644);
                    });
                default ->
                    send(out, 101, answer -> {
                        answer.write(body, 0, 4);
                        answer.writeInt(4);
                        answer.writeInt(7);
                        answer.write("Failure".getBytes(StandardCharsets.US_ASCII));
                        answer.writeInt(0);
                    });
            }
            return true;
        }

        /** A path stands behind the number of its request and its own length. */
        private static String pathIn(byte[] body) {
            return new String(body, 8, ByteBuffer.wrap(body).getInt(4), StandardCharsets.UTF_8);
        }

        private static void send(DataOutputStream out, int type, Body body) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream answer = new DataOutputStream(bytes);
            answer.write(type);
            body.writeTo(answer);
            out.writeInt(bytes.size());
            bytes.writeTo(out);
            out.flush();
        }

        private static <T> T requireNonNull(@Nullable T value) {
            return java.util.Objects.requireNonNull(value);
        }
    }

    /** What an answer holds after its type. */
    @FunctionalInterface
    private interface Body {
        void writeTo(DataOutputStream answer) throws IOException;
    }
}
