package dev.millrace.webhook;

import dev.millrace.testkit.Fixtures;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A request that a provider publishes, in JSON, and how it is sent to a connector on loopback. */
record PublishedCase(Map<?, ?> fields) {

    /** What stands where a case has no secret. */
    static final String NO_SECRET = "secret-of-no-use";

    private static final Map<String, String> PRESETS = Map.of("svix", "standard-webhooks");

    static List<PublishedCase> of(String file) throws IOException {
        String json = Files.readString(Fixtures.folder("webhooks").resolve(file));
        return ((List<?>) tree(json))
                .stream().map(one -> new PublishedCase((Map<?, ?>) one)).toList();
    }

    /** JSON, which YAML contains. */
    static Object tree(String json) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(json);
    }

    boolean has(String key) {
        return fields.get(key) != null;
    }

    /** The text at that key; empty when there is none. */
    String text(String key) {
        Object value = fields.get(key);
        return value == null ? "" : value.toString();
    }

    @Nullable
    Object raw(String key) {
        return fields.get(key);
    }

    PublishedCase object(String key) {
        return new PublishedCase(fields.get(key) instanceof Map<?, ?> map ? map : Map.of());
    }

    List<?> list(String key) {
        return fields.get(key) instanceof List<?> list ? list : List.of();
    }

    PublishedCase with(String key, String text) {
        Map<Object, Object> other = new HashMap<>(fields);
        other.put(key, text);
        return new PublishedCase(other);
    }

    String preset() {
        return PRESETS.getOrDefault(text("provider"), text("provider"));
    }

    private URI url() {
        return URI.create(text("url"));
    }

    /** A connector that takes the request, whose address and secrets the case has. */
    void configure(Map<String, String> configuration, PublishedCase request) {
        configuration.put("name", "published");
        configuration.put("webhook.verify", preset());
        configuration.put("webhook.path", request.url().getPath());
        configuration.put(
                "public.base.url",
                request.url().getScheme() + "://" + request.url().getRawAuthority());
        String secrets = String.join(
                ",",
                list("secrets").stream()
                        .map(secret -> String.valueOf(((Map<?, ?>) secret).get("value")))
                        .toList());
        configuration.put("webhook.secrets", secrets.isEmpty() ? NO_SECRET : secrets);
    }

    /** Sends the request, which this is, to loopback. */
    CompletableFuture<HttpResponse<String>> send(HttpClient client, int port, byte[] body) {
        String query = url().getRawQuery() == null ? "" : "?" + url().getRawQuery();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + url().getRawPath() + query))
                .timeout(Sending.LIMIT)
                .method(
                        text("method"),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        PublishedCase headers = object("headers");
        headers.fields().keySet().forEach(name -> request.header(name.toString(), headers.text(name.toString())));
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return text("id");
    }
}
