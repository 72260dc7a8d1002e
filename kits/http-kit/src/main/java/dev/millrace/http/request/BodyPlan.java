package dev.millrace.http.request;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * All that a body mode decides.
 *
 * @param headers what the mode sends besides the configured headers
 * @param fixedType the content type of a request alone; empty where it differs
 * @param typeOf the content type of a request alone, from the subject and its bytes
 * @param alone what stands around the bytes of a request alone
 */
record BodyPlan<T>(
        Body<T> body,
        List<HeaderTemplate<T>> headers,
        Optional<String> fixedType,
        BiFunction<? super T, byte[], String> typeOf,
        Framing alone) {

    BodyPlan {
        headers = List.copyOf(headers);
    }

    /** A plan whose requests are all of one type. */
    static <T> BodyPlan<T> of(Body<T> body, List<HeaderTemplate<T>> headers, String contentType, Framing alone) {
        return new BodyPlan<>(body, headers, Optional.of(contentType), (subject, bytes) -> contentType, alone);
    }

    /** A body without more. */
    static <T> BodyPlan<T> of(Body<T> body, String contentType) {
        return of(body, List.of(), contentType, Framing.NONE);
    }

    BodyPlan<T> with(Body<T> other) {
        return new BodyPlan<>(other, headers, fixedType, typeOf, alone);
    }

    BodyPlan<T> ofType(String given) {
        return of(body, headers, given, alone);
    }
}
