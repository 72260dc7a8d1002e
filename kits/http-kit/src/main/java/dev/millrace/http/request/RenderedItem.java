package dev.millrace.http.request;

/**
 * What one subject adds to a request, made once: the body of a request of its own, or its share in that of a batch.
 *
 * @param bytes not copied: nobody changes them
 */
@SuppressWarnings("ArrayRecordComponent")
public record RenderedItem(Envelope envelope, byte[] bytes) {

    /** The length alone: the bytes are payload. */
    @Override
    public String toString() {
        return "item of " + bytes.length + " bytes";
    }
}
