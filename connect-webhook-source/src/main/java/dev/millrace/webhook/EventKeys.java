package dev.millrace.webhook;

import dev.millrace.http.signature.Habits;
import dev.millrace.http.signature.WebhookProvider.Coverage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Makes the keys by which deliveries of one event are known as the same. Thread-safe.
 *
 * <p>An id that the signature does not cover is paired with the body: else who has one signed body could send it under the id
 * of an event that is yet to come, and that one would be taken for a duplicate. Where nothing is signed the id alone counts.
 */
final class EventKeys {

    /** Compiles a path into the body, in the language that all plugins share. */
    @FunctionalInterface
    interface BodyPaths {

        /** A function that finds the text at that path; empty for a body that has none there or can't be read. */
        Function<UnpackedRequest, Optional<String>> compile(String path);
    }

    /** What is hashed, so that an id is never taken for a body; the codes are in stored keys. */
    private enum Tag {
        ID(1),
        ID_AND_BODY(2),
        BODY(3);

        private final byte code;

        Tag(int code) {
            this.code = (byte) code;
        }
    }

    private final byte[] scope;
    private final DedupKey key;
    private final Optional<Boolean> presetSigns;
    private final List<List<Function<UnpackedRequest, Optional<String>>>> ids;
    private final LongAdder withoutId;

    /**
     * Compiles the key.
     *
     * @param scope what ids are unique within: the connector's name
     * @param withoutId counts requests without the id that was asked for, which are known by their body instead
     */
    EventKeys(String scope, DedupSettings settings, Habits habits, BodyPaths paths, LongAdder withoutId) {
        this.scope = scope.getBytes(StandardCharsets.UTF_8);
        DedupKey ofPreset = DedupKey.ofPreset(habits.eventId());
        this.key = settings.key().orElse(ofPreset);
        this.presetSigns = key.equals(ofPreset) ? Optional.of(habits.eventIdIsSigned()) : Optional.empty();
        this.ids = switch (key.kind()) {
            case PARTS -> List.of(compile(key.parts(), paths));
            case CLOUDEVENTS ->
                List.of(
                        compile(DedupKey.parse("header:ce-source+header:ce-id").parts(), paths),
                        compile(DedupKey.parse("body:source+body:id").parts(), paths));
            case BODY_HASH, NONE -> List.of();
        };
        this.withoutId = withoutId;
    }

    /** The key of a request; empty when every request is an event of its own. */
    Optional<EventKey> of(UnpackedRequest request, Coverage coverage) {
        return switch (key.kind()) {
            case NONE -> Optional.empty();
            case BODY_HASH ->
                Optional.of(hash(Tag.BODY, List.of(), request.request().body()));
            case PARTS, CLOUDEVENTS -> Optional.of(byId(request, coverage));
        };
    }

    /** The sender's own id of the event, its parts joined by a slash; empty where there is none. */
    Optional<String> id(UnpackedRequest request) {
        return ids.stream()
                .map(parts -> found(parts, request))
                .flatMap(Optional::stream)
                .findFirst()
                .map(id -> String.join("/", id));
    }

    private static Optional<List<String>> found(
            List<Function<UnpackedRequest, Optional<String>>> parts, UnpackedRequest request) {
        List<String> id = new ArrayList<>(parts.size());
        parts.forEach(
                part -> part.apply(request).filter(text -> !text.isEmpty()).ifPresent(id::add));
        return id.size() == parts.size() ? Optional.of(id) : Optional.empty();
    }

    private EventKey byId(UnpackedRequest request, Coverage coverage) {
        for (List<Function<UnpackedRequest, Optional<String>>> parts : ids) {
            List<String> id = new ArrayList<>(parts.size());
            parts.forEach(
                    part -> part.apply(request).filter(text -> !text.isEmpty()).ifPresent(id::add));
            if (id.size() == parts.size()) {
                return isCovered(coverage)
                        ? hash(Tag.ID, id, new byte[0])
                        : hash(Tag.ID_AND_BODY, id, request.request().body());
            }
        }
        withoutId.increment();
        return hash(Tag.BODY, List.of(), request.request().body());
    }

    private boolean isCovered(Coverage coverage) {
        return presetSigns.orElseGet(() -> switch (coverage) {
            case WHOLE -> key.isInBody();
            case PARTIAL -> false;
            case NONE -> true;
        });
    }

    private EventKey hash(Tag tag, List<String> id, byte[] body) {
        MessageDigest digest = sha256();
        digest.update(tag.code);
        digest.update(length(scope));
        digest.update(scope);
        for (String part : id) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // Lengths keep "a" + "bc" apart from "ab" + "c".
            digest.update(length(bytes));
            digest.update(bytes);
        }
        digest.update(body);
        return EventKey.read(ByteBuffer.wrap(digest.digest()));
    }

    private static byte[] length(byte[] of) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(of.length).array();
    }

    private static List<Function<UnpackedRequest, Optional<String>>> compile(
            List<DedupKey.Part> parts, BodyPaths paths) {
        return parts.stream()
                .map(part -> switch (part.place()) {
                    case HEADER -> header(part.name());
                    case BODY -> paths.compile(part.name());
                })
                .toList();
    }

    private static Function<UnpackedRequest, Optional<String>> header(String name) {
        return request -> request.request().header(name);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
