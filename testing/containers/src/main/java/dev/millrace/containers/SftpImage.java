package dev.millrace.containers;

import dev.millrace.partner.environment.Login;
import dev.millrace.partner.environment.SftpHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;

/** OpenSSH's SFTP server by the image {@code atmoz/sftp}, or one with the same command, over a folder of this machine. */
record SftpImage(String name, Path served, Login user) {
    private static final int PORT = 22;
    private static final String IDENTITY = "1001:100";
    private static final int TIMEOUT_MS = 5_000;

    SftpHost start() throws IOException {
        String folders = String.join(",", openedFolders());
        return SftpContainer.of(
                LocalContainer.start(() -> container(folders), PORT, port -> () -> greeting(port)), this);
    }

    /** The user's home, which must belong to root: who logs in is locked up there. */
    String home() {
        return "/home/" + user.username();
    }

    /** The folders that are there, which the tests and the container's user may write to from now on. */
    private List<String> openedFolders() throws IOException {
        try (Stream<Path> children = Files.list(served)) {
            List<Path> folders = children.filter(Files::isDirectory).sorted().toList();
            for (Path folder : folders) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
            return folders.stream()
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .toList();
        }
    }

    private GenericContainer<?> container(String folders) {
        return new GenericContainer<>(name)
                .withExposedPorts(PORT)
                .withFileSystemBind(served.toAbsolutePath().toString(), home(), BindMode.READ_WRITE)
                .withCommand(String.join(":", user.username(), user.password(), IDENTITY, folders));
    }

    /** RFC 4253, section 4.2: the server speaks first. */
    private static void greeting(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            String begin = new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
            if (!begin.equals("SSH-")) {
                throw new IOException("this is not SSH");
            }
        }
    }
}
