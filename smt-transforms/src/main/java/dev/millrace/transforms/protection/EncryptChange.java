package dev.millrace.transforms.protection;

import dev.millrace.transforms.rewrite.Change;
import dev.millrace.transforms.rewrite.Spot;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts values of any type. What a key of the set opens at the same place is encrypted already and stays; a text that only looks
 * so is encrypted like any other, so nobody gets a value past it by its first letters.
 */
final class EncryptChange implements Change {

    /** The parameter of an encrypted field's schema that says what schema it had. */
    static final String SCHEMA_PARAMETER = "dev.millrace.encrypted";

    private final Sealer sealer;
    private final SealMode mode;
    private final ProtectionKey key;
    private final Binding binding;

    EncryptChange(Sealer sealer, SealMode mode, ProtectionKey key, Binding binding) {
        this.sealer = sealer;
        this.mode = mode;
        this.key = key;
        this.binding = binding;
    }

    @Override
    public Schema schema(Schema before, String rule, String path) {
        if (before.parameters() != null && before.parameters().containsKey(SCHEMA_PARAMETER)) {
            return before;
        }
        return Schemas.textBuilder(before)
                .parameter(SCHEMA_PARAMETER, SchemaText.of(before))
                .build();
    }

    @Override
    public @Nullable Object apply(Spot spot, @Nullable Schema before, Object value) {
        Bound bound = binding.at(spot);
        try {
            if (value instanceof String text && isEncrypted(text, bound)) {
                return text;
            }
            return sealer.close(mode, key, ValueBytes.of(value), bound);
        } catch (SealFault fault) {
            throw spot.failure(fault.code());
        }
    }

    private boolean isEncrypted(String text, Bound bound) {
        Optional<SealedText> sealed = SealedText.of(text);
        if (sealed.isEmpty()) {
            return false;
        }
        try {
            sealer.open(sealed.get(), bound);
            return true;
        } catch (SealFault onlyLooksSo) {
            return false;
        }
    }
}
