package dev.millrace.http.signature;

import dev.millrace.http.ReceivedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request under judgement, with its parts read at most once, and only those that are asked for. For one thread at a time. */
final class Evidence {

    static final String FORM = "application/x-www-form-urlencoded";

    private final ReceivedRequest request;
    private final Instant now;
    private @Nullable BodyJson json;
    private boolean jsonRead;
    private @Nullable List<Parameter> form;
    private boolean formReadable;
    private @Nullable List<Parameter> query;

    Evidence(ReceivedRequest request, Instant now) {
        this.request = request;
        this.now = now;
    }

    ReceivedRequest request() {
        return request;
    }

    Instant now() {
        return now;
    }

    /** The body as a JSON document; empty when it is none. */
    Optional<BodyJson> json() {
        if (!jsonRead) {
            json = BodyJson.read(request.body()).orElse(null);
            jsonRead = true;
        }
        return Optional.ofNullable(json);
    }

    /** The parameters in the body; none when its media type is not that of a form. */
    List<Parameter> form() {
        if (form == null) {
            Optional<List<Parameter>> read = isForm()
                    ? Parameter.parse(new String(request.body(), StandardCharsets.UTF_8))
                    : Optional.of(List.of());
            formReadable = read.isPresent();
            form = read.orElse(List.of());
        }
        return form;
    }

    /** Whether {@link #form} tells all that the body holds. */
    boolean isFormReadable() {
        List<Parameter> unused = form();
        return formReadable;
    }

    List<Parameter> query() {
        if (query == null) {
            query = Parameter.parse(request.query()).orElse(List.of());
        }
        return query;
    }

    boolean isForm() {
        return request.header("Content-Type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith(FORM))
                .isPresent();
    }
}
