package dev.millrace.transforms.mapping;

/** To bytes: what holds bytes already stays, a text is decoded. */
final class BytesValue implements Conversion {

    private final ByteEncoding encoding;

    BytesValue(ByteEncoding encoding) {
        this.encoding = encoding;
    }

    @Override
    public Object convert(Object value) {
        if (value instanceof String text) {
            return encoding.decode(text);
        }
        if (ByteEncoding.bytes(value) == null) {
            throw new Inconvertible(Inconvertible.WRONG_TYPE);
        }
        return value;
    }
}
