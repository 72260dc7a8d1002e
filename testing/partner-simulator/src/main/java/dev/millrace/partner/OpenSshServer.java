package dev.millrace.partner;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The sshd of this machine on a free port of the loopback interface, run by the user who runs the tests and for that user
 * only. It serves the whole file system; its keys are made for it.
 */
public final class OpenSshServer implements AutoCloseable {

    /** Where Debian puts it. */
    public static final Path DAEMON = Path.of("/usr/sbin/sshd");

    private static final long START_SECONDS = 20;

    private final Path folder;
    private final int port;
    private final Process process;

    /**
     * Starts one.
     *
     * @param folder for its files; it must be empty
     * @param more lines of sshd_config(5)
     */
    public OpenSshServer(Path folder, String... more) throws IOException {
        this.folder = folder;
        this.port = freePort();
        keygen("-q", "-t", "ed25519", "-N", "", "-f", folder.resolve("host").toString());
        Files.writeString(folder.resolve("authorized"), "");
        List<String> lines = new ArrayList<>(List.of(
                "Port " + port,
                "ListenAddress 127.0.0.1",
                "HostKey " + folder.resolve("host"),
                "PidFile none",
                "AuthorizedKeysFile " + folder.resolve("authorized"),
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "PermitRootLogin yes",
                "StrictModes no",
                "UsePAM no",
                "Subsystem sftp internal-sftp"));
        lines.addAll(List.of(more));
        Path config = Files.write(folder.resolve("sshd_config"), lines);
        makeRoomForRoot();
        this.process = new ProcessBuilder(DAEMON.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        awaitStart();
    }

    public int port() {
        return port;
    }

    public static String user() {
        return System.getProperty("user.name");
    }

    /** Lets the user in with this key: a line as ssh-keygen writes it. */
    public void accept(String publicKey) throws IOException {
        Files.writeString(folder.resolve("authorized"), publicKey + "\n");
    }

    public String hostKeyFingerprint() throws IOException {
        return keygen("-lf", folder.resolve("host.pub").toString()).split(" ", 3)[1];
    }

    /** Without comment: kind and key. */
    public String hostKey() throws IOException {
        String[] words = Files.readString(folder.resolve("host.pub")).split(" ", 3);
        return words[0] + " " + words[1];
    }

    public String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** Runs ssh-keygen and returns what it says. */
    public static String keygen(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ssh-keygen"));
        command.addAll(List.of(arguments));
        return Command.run(command);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Debian makes it when the service starts; root's sshd does not run without. */
    private static void makeRoomForRoot() throws IOException {
        if (user().equals("root")) {
            Files.createDirectories(
                    Path.of("/run/sshd"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
    }

    private void awaitStart() throws IOException {
        long ends = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() - ends > 0) {
                    close();
                    throw new IOException("sshd did not start: " + log(), notYet);
                }
                Thread.onSpinWait();
            }
        }
    }

    private static int freePort() throws IOException {
        // Below the ports of outgoing connections, any of which could take one before the server does.
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
            try (ServerSocket probe = new ServerSocket()) {
                probe.bind(Loopback.at(port));
                return port;
            } catch (BindException taken) {
                // another one will be free
            }
        }
    }
}
