package dev.millrace.rest;

import dev.millrace.http.HttpReply;
import dev.millrace.http.reply.Problem;
import dev.millrace.http.reply.ReplyBody;
import dev.millrace.kit.ConnectJson;
import dev.millrace.kit.ConnectorFailure;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the dead letter queue is told beside a record: one line of JSON with coordinates, codes and times, and nothing of what
 * the record or the reply holds, but for the two names by which the receiver can look the refusal up. Immutable.
 */
final class SetAsideNotice {

    private static final int LONGEST_NAME = 200;
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");

    private final String requestIdHeader;

    /** @param requestIdHeader the field of replies by which the receiver knows the request */
    SetAsideNotice(String requestIdHeader) {
        this.requestIdHeader = requestIdHeader;
    }

    /** The failure to report: its message is the line, its code and kind those of the refusal. */
    ConnectorFailure of(Refusal refusal) {
        ConnectorFailure failure = refusal.failure();
        return new ConnectorFailure(failure.kind(), failure.code(), text(refusal), failure);
    }

    private String text(Refusal refusal) {
        ConnectorFailure failure = refusal.failure();
        Optional<HttpReply> reply = refusal.exchange().flatMap(Exchange::reply);
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("code", failure.code());
        line.put("class", failure.kind().name().toLowerCase(Locale.ROOT));
        reply.ifPresent(answer -> line.put("status", answer.status()));
        line.put("attempts", refusal.tries().attempts());
        refusal.tries().first().ifPresent(first -> line.put("first", first.toString()));
        refusal.tries().last().ifPresent(last -> line.put("last", last.toString()));
        refusal.exchange().ifPresent(exchange -> {
            Parcel parcel = exchange.parcel();
            line.put("route", parcel.first().route().name());
            line.put("records", parcel.deliveries().size());
            if (!parcel.keyShowsContent()) {
                parcel.idempotencyKey().ifPresent(key -> line.put("idempotencyKey", key));
            }
        });
        reply.flatMap(answer -> answer.header(requestIdHeader))
                .filter(SetAsideNotice::isName)
                .ifPresent(id -> line.put("requestId", id));
        reply.flatMap(SetAsideNotice::problemType).ifPresent(type -> line.put("problem", type));
        line.put("message", failure.getMessage());
        return ConnectJson.text(null, line);
    }

    private static Optional<String> problemType(HttpReply reply) {
        return Problem.typeOf(
                        new ReplyBody(reply.body(), reply.header("Content-Type").orElse(""), reply.truncated()))
                // a query could hold data
                .map(type -> type.split("\\?", 2)[0])
                .filter(SetAsideNotice::isName);
    }

    private static boolean isName(String text) {
        return text.length() <= LONGEST_NAME && PRINTABLE.matcher(text).matches();
    }
}
