package dev.millrace.sftp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.feed.store.FileStore;
import dev.millrace.kit.ConnectorFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that lets nobody into any folder, its root included. */
@Timeout(120)
class FtpClosedRootTest {

    @Test
    void tellsThatAFolderCantBeMadeWhereNotEvenTheRootCanBeEntered() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread serving = new Thread(() -> serve(server));
            serving.setDaemon(true);
            serving.start();
            try (FileStore store = store(server.getLocalPort())) {

                assertThatThrownBy(() -> store.createFolder("/out/sub")).isInstanceOf(ConnectorFailure.class);
            }
        }
    }

    private static FileStore store(int port) {
        ConfigDef definition = new ConfigDef();
        StoreSettings.define(definition);
        Map<String, String> options =
                Map.of("store", "ftp", "ftp.host", "127.0.0.1", "ftp.port", String.valueOf(port), "ftp.username", "u");
        AbstractConfig config = new AbstractConfig(definition, options, false);
        return new FtpFileStore(FtpSettings.from(config, Optional.empty()));
    }

    private static void serve(ServerSocket server) {
        try (Socket client = server.accept();
                BufferedReader commands =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            say(client, "220 hello");
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                switch (command.split(" ", 2)[0]) {
                    case "USER" -> say(client, "230 come in");
                    case "TYPE" -> say(client, "200 fine");
                    case "CWD", "MKD" -> say(client, "550 permission denied");
                    default -> say(client, "502 what?");
                }
            }
        } catch (IOException gone) {
            // The client has left.
        }
    }

    private static void say(Socket client, String answer) throws IOException {
        client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
