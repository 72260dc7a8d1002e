package dev.millrace.transforms.protection;

import dev.millrace.transforms.rewrite.Change;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.Spot;
import java.math.BigInteger;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Puts a token of its shape in place of a text or a whole number; the number stays one, of as many digits. */
final class TokenChange implements Change {

    /** A number of 3 digits that fits a byte comes up once in 32 draws: in so many it does not once in 10^13. */
    private static final int ATTEMPTS = 1_000;

    private final TokenShape shape;

    TokenChange(TokenShape shape) {
        this.shape = shape;
    }

    @Override
    public Schema schema(Schema before, String rule, String path) {
        if (before.type() == Schema.Type.STRING) {
            return Schemas.text(before);
        }
        if (TextForm.isWhole(before)) {
            return before;
        }
        throw new RuleFailure(rule, path, "not-text");
    }

    @Override
    public @Nullable Object apply(Spot spot, @Nullable Schema before, Object value) {
        if (value instanceof String text) {
            return token(spot, text, 0);
        }
        if (!TextForm.isWhole(value)) {
            throw spot.failure("not-text");
        }
        String digits = value.toString();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Object> number = number(value, digits, token(spot, digits, attempt));
            if (number.isPresent()) {
                return number.get();
            }
        }
        throw spot.failure("no-token");
    }

    private String token(Spot spot, String text, int attempt) {
        return shape.of(text, attempt).orElseThrow(() -> spot.failure("no-digits"));
    }

    /** A number of the same type and length; empty where the token has a zero in front or does not fit. */
    private static Optional<Object> number(Object like, String digits, String token) {
        try {
            Object number = parsed(like, token);
            return number.toString().length() == digits.length() ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    private static Object parsed(Object like, String token) {
        if (like instanceof Long) {
            return Long.valueOf(token);
        }
        if (like instanceof Integer) {
            return Integer.valueOf(token);
        }
        if (like instanceof Short) {
            return Short.valueOf(token);
        }
        return like instanceof Byte ? (Object) Byte.valueOf(token) : new BigInteger(token);
    }
}
