package dev.millrace.it;

import dev.millrace.ops.Millrace;
import dev.millrace.testkit.Eventually;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command {@code millrace console} in this process, on the shared broker, and those who visit it. */
final class StartedConsole implements AutoCloseable {

    /** Those of its user file; the name is the password. */
    enum Visitor {
        VIEWER("$2a$04$N8hrqyupOg/6WvJhvbGAheJGVTIdm7dJ6hMKNvnpaVV1cUrVGSAAK", "looks"),
        OPERATOR("$2a$04$O6luMrAi/2kQ4SK4EI6.zONdC6AXMKRhSUjTHKfxzCh2TBQhM5M0y", "acts");

        private final String hash;
        private final String password;

        Visitor(String hash, String password) {
            this.hash = hash;
            this.password = password;
        }

        private String line() {
            return name() + ":" + hash + ":" + name() + "\n";
        }

        private String credentials() {
            return "Basic "
                    + Base64.getEncoder().encodeToString((name() + ":" + password).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final Pattern TOKEN = Pattern.compile("<meta name=\"csrf\" content=\"([^\"]+)\">");

    private final Thread thread;
    private final String url;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    private StartedConsole(Thread thread, String url) {
        this.thread = thread;
        this.url = url;
    }

    /** Starts one at a free port. */
    static StartedConsole start(Path folder, String... options) {
        StringWriter err = new StringWriter();
        CommandLine command = Millrace.commandLine();
        command.setOut(new PrintWriter(err, true));
        command.setErr(new PrintWriter(err, true));
        String[] all = Stream.concat(
                        Stream.of(
                                "console",
                                "--port",
                                "0",
                                "--users",
                                users(folder).toString(),
                                // Where nobody is: what the pages show comes from Kafka.
                                "--connect-url",
                                "http://127.0.0.1:1",
                                "--bootstrap-server",
                                Platform.broker().bootstrapServers()),
                        Stream.of(options))
                .toArray(String[]::new);
        Thread thread = new Thread(() -> command.execute(all), "console");
        thread.start();
        Eventually.holds(
                "the console is up, or ended: " + err, () -> address(err).isPresent() || !thread.isAlive());
        return new StartedConsole(thread, address(err).orElseThrow(() -> new IllegalStateException(err.toString())));
    }

    private static Optional<String> address(StringWriter err) {
        Matcher address = ADDRESS.matcher(err.toString());
        return address.find() ? Optional.of(address.group()) : Optional.empty();
    }

    private static Path users(Path folder) {
        try {
            return Files.writeString(
                    folder.resolve("users"),
                    Stream.of(Visitor.values()).map(Visitor::line).collect(Collectors.joining()));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    String url() {
        return url;
    }

    HttpResponse<String> get(Visitor visitor, String path) {
        return send(request(visitor, path));
    }

    /** Posts a form as a browser does that has loaded a page; leads on where the answer does. */
    HttpResponse<String> post(Visitor visitor, String path, Map<String, String> form) {
        Matcher token = TOKEN.matcher(get(visitor, "/nowhere").body());
        if (!token.find()) {
            throw new IllegalStateException("the page has no token");
        }
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "csrf=" + token.group(1) + "&", ""));
        return send(request(visitor, path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(Visitor visitor, String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", visitor.credentials());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(told);
        }
    }

    /** Interrupts the command, as Ctrl-C does, and waits for its end. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }
}
