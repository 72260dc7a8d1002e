package dev.millrace.ops.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Style, script and pictures of the pages: a closed list, read once, so that no path leads anywhere else. */
final class Assets {

    private static final List<String> NAMES = List.of(
            "console.css",
            "console.js",
            "map.css",
            "map.js",
            "flow.css",
            "flow.js",
            "setaside.css",
            "setaside.js",
            "preview.css",
            "preview.js",
            "alerts.css",
            "alerts.js",
            "icon.svg");

    private static final Map<String, String> TYPES =
            Map.of("css", "text/css;charset=utf-8", "js", "text/javascript;charset=utf-8", "svg", "image/svg+xml");

    private final Map<String, byte[]> files = new HashMap<>();

    Assets() {
        for (String name : NAMES) {
            try (InputStream file = Objects.requireNonNull(Assets.class.getResourceAsStream("assets/" + name), name)) {
                files.put(name, file.readAllBytes());
            } catch (IOException unreadable) {
                throw new UncheckedIOException(name, unreadable);
            }
        }
    }

    void send(String name, Response response, Callback callback) {
        byte[] file = files.get(name);
        if (file == null) {
            ConsoleHandler.text(response, callback, 404, "There is no such file.");
        } else {
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
            response.write(true, ByteBuffer.wrap(file), callback);
        }
    }
}
