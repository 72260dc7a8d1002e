package dev.millrace.ops.console;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A console at a free port of the loopback address, and somebody who visits it. */
public final class RunningConsole implements AutoCloseable {

    private static final Pattern TOKEN = Pattern.compile("<meta name=\"csrf\" content=\"([^\"]+)\">");

    private final ConsoleServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningConsole(Optional<UserFile> users, List<Section> sections) {
        this.server = new ConsoleServer("127.0.0.1", 0, new Access(users), Set.of("127.0.0.1", "localhost"), sections);
        server.start();
    }

    /** Where nobody logs in. */
    public static RunningConsole open(Section... sections) {
        return new RunningConsole(Optional.empty(), List.of(sections));
    }

    /** Where the users of the file log in. */
    static RunningConsole with(UserFile users, Section... sections) {
        return new RunningConsole(Optional.of(users), List.of(sections));
    }

    /** Where ada looks, with the password looks, and bob acts, with the password acts. */
    public static RunningConsole withUsers(Path folder, Section... sections) throws IOException {
        Path file = Files.writeString(
                folder.resolve("console-users"),
                "ada:" + hash("looks") + ":viewer\nbob:" + hash("acts") + ":operator\n");
        return with(UserFile.read(file), sections);
    }

    private static String hash(String password) {
        return BCrypt.withDefaults().hashToString(4, password.toCharArray());
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    public HttpResponse<String> get(String path, String name, String password) {
        return send(request(path).header("Authorization", basic(name, password)));
    }

    /** Posts a form as a browser does that has loaded this console's page. */
    public HttpResponse<String> post(String path, String name, String password, Map<String, String> form) {
        return send(request(path)
                .header("Authorization", basic(name, password))
                .header("X-CSRF-Token", token(name, password))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
    }

    /** What the forms of this user carry. */
    String token(String name, String password) {
        Matcher token = TOKEN.matcher(get("/nowhere", name, password).body());
        if (!token.find()) {
            throw new IllegalStateException("the page has no token");
        }
        return token.group(1);
    }

    /** The same where nobody logs in. */
    public HttpResponse<String> post(String path, Map<String, String> form) {
        Matcher token = TOKEN.matcher(get("/nowhere").body());
        if (!token.find()) {
            throw new IllegalStateException("the page has no token");
        }
        return send(request(path)
                .header("X-CSRF-Token", token.group(1))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(told);
        }
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
