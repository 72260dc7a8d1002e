package dev.millrace.http.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A GraphQL response (GraphQL specification, section 7.1).
 *
 * @param applied whether any field of the data came to be: then the request was acted on, at least in part
 * @param failed whether there are errors
 * @param codes of the errors, as {@code extensions.code} has them
 */
record GraphQlReply(boolean applied, boolean failed, List<String> codes) {

    static final String MEDIA_TYPE = "application/graphql-response+json";

    GraphQlReply {
        codes = List.copyOf(codes);
    }

    /** Reads a response; empty when the body is none. */
    static Optional<GraphQlReply> read(ReplyBody body) {
        return body.json().filter(JsonTree::isObject).flatMap(root -> {
            JsonTree data = root.member("data");
            JsonTree errors = root.member("errors");
            if (data == null && errors == null) {
                return Optional.empty();
            }
            return Optional.of(new GraphQlReply(applied(data), errors != null && errors.isSomething(), codes(errors)));
        });
    }

    private static boolean applied(@Nullable JsonTree data) {
        return data != null && data.isObject() && data.children().stream().anyMatch(field -> !field.isNull());
    }

    private static List<String> codes(@Nullable JsonTree errors) {
        List<String> codes = new ArrayList<>();
        if (errors != null) {
            for (JsonTree error : errors.elements()) {
                JsonTree extensions = error.member("extensions");
                JsonTree code = extensions == null ? null : extensions.member("code");
                if (code != null) {
                    code.string().ifPresent(codes::add);
                }
            }
        }
        return codes;
    }
}
