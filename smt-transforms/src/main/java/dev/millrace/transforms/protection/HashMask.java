package dev.millrace.transforms.protection;

import dev.millrace.transforms.rewrite.Spot;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Puts HMAC-SHA-256 of a value's text in its place: equal values get equal hashes, and nobody without the key can try out values.
 * The message is context and text, each with its length in four bytes in front.
 */
final class HashMask implements TextChange.Work {

    private final KeyedHash hash;
    private final String prefix;
    private final HashText form;
    private final List<Normalisation> normalisation;
    private final byte[] context;

    /**
     * A mask with one key.
     *
     * @param context makes the hashes of one thing, such as customers, differ from those of others; may be empty
     */
    HashMask(KeyedHash hash, String prefix, HashText form, List<Normalisation> normalisation, String context) {
        this.hash = hash;
        this.prefix = prefix;
        this.form = form;
        this.normalisation = List.copyOf(normalisation);
        this.context = context.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String on(Spot spot, String text) {
        String normalised = Normalisation.all(normalisation, text);
        String hashed = form.of(hash.of(context, normalised.getBytes(StandardCharsets.UTF_8)));
        return prefix.isEmpty() ? hashed : prefix + hashed;
    }
}
