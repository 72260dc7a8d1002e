package dev.millrace.kit.naming;

import java.util.Locale;

/**
 * How the names that a partner gives become names of fields and schemas.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#names">Apache Avro 1.12, Names</a>
 */
public enum Naming {
    /** Not at all. */
    AS_WRITTEN {
        @Override
        String sign(int sign) {
            return Character.toString(sign);
        }
    },

    /** Each sign that Avro has no place for becomes an underscore, and one begins in front of a digit. */
    UNDERSCORES {
        @Override
        String sign(int sign) {
            return "_";
        }
    },

    /** Each such sign becomes {@code _u} and its number in Unicode, so that names of any language stay apart. */
    UNICODE {
        @Override
        String sign(int sign) {
            return String.format(Locale.ROOT, "_u%04x", sign);
        }
    };

    /** What a sign becomes that is no ASCII letter, digit or underscore. */
    abstract String sign(int sign);

    /** The name of a field. */
    public String field(String name) {
        return this == AS_WRITTEN || isPlain(name) ? name : plain(name);
    }

    /** The name of a schema: dots stay, for they end the parts of its namespace. */
    public String schema(String name) {
        if (this == AS_WRITTEN) {
            return name;
        }
        String[] parts = name.split("\\.", -1);
        for (int part = 0; part < parts.length; part++) {
            parts[part] = field(parts[part]);
        }
        return String.join(".", parts);
    }

    private String plain(String name) {
        StringBuilder plain = new StringBuilder();
        if (name.isEmpty() || isDigit(name.charAt(0))) {
            plain.append('_');
        }
        name.codePoints().forEach(sign -> {
            if (isLetter(sign) || isDigit(sign)) {
                plain.append((char) sign);
            } else {
                plain.append(sign(sign));
            }
        });
        return plain.toString();
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && !isDigit(name.charAt(0))
                && name.chars().allMatch(sign -> isLetter(sign) || isDigit(sign));
    }

    private static boolean isLetter(int sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || sign == '_';
    }

    private static boolean isDigit(int sign) {
        return sign >= '0' && sign <= '9';
    }
}
