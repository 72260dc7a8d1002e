package dev.millrace.feed.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import com.sun.management.ThreadMXBean;
import dev.millrace.feed.PackedFiles;
import dev.millrace.feed.PackedFiles.Packing;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What comes out of a packed file, and what is said of one that can't be unpacked. */
@Timeout(120)
final class ContentDecoderTest {

    private static final String TEXT = "one\ntwo\nthree\n".repeat(50);
    private static final ContentSettings STANDARD = new ContentSettings(Compression.AUTO, 200, 64L << 30, 128L << 20);

    @ParameterizedTest
    @EnumSource(Packing.class)
    void unpacksByTheFirstBytes(Packing packing) throws Exception {
        byte[] packed = PackedFiles.pack(packing, TEXT);

        Read read = read(STANDARD, new ByteArrayInputStream(packed));

        assertThat(read.texts()).containsExactly(TEXT);
        assertThat(read.packing()).isEqualToIgnoringCase(packing.name());
        assertThat(read.sha256()).isEqualTo(sha256(packed));
    }

    @ParameterizedTest
    @EnumSource(value = Packing.class, names = "ZIP", mode = EnumSource.Mode.EXCLUDE)
    void unpacksSeveralMembersAsOneWhereverTheServerCuts(Packing packing) throws Exception {
        byte[] first = PackedFiles.pack(packing, "first\n");
        byte[] second = PackedFiles.pack(packing, "second\n");
        InputStream inTwo = new SequenceInputStream(new ByteArrayInputStream(first), new ByteArrayInputStream(second));

        assertThat(read(STANDARD, inTwo).texts()).containsExactly("first\nsecond\n");
    }

    @Test
    void givesEachEntryOfAnArchiveAsADocumentInItsOrder() throws Exception {
        byte[] zip = PackedFiles.zip("b.txt", "b", "folder/", "", "folder/a.txt", "a", "empty.txt", "");

        Read read = read(STANDARD, new ByteArrayInputStream(zip));

        assertThat(read.names()).containsExactly("b.txt", "folder/a.txt", "empty.txt");
        assertThat(read.texts()).containsExactly("b", "a", "");
    }

    @Test
    void skipsWhatIsLeftOfADocument() throws Exception {
        byte[] zip = PackedFiles.zip("a.txt", TEXT, "b.txt", "b");

        try (Content content = open(STANDARD, new ByteArrayInputStream(zip))) {
            assertThat(content.next()).isNotNull();
            Document second = content.next();

            byte[] bytes = second == null ? new byte[0] : second.bytes().readAllBytes();
            assertThat(bytes).isEqualTo("b".getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "plain text", "BZh9 is how this line begins", "\u001f\u008b"})
    void leavesAllElseAsItIs(String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);

        Read read = read(STANDARD, new ByteArrayInputStream(bytes));

        assertThat(read.packing()).isEmpty();
        assertThat(read.texts()).containsExactly(new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void unpacksNothingWhenToldSo() throws Exception {
        byte[] packed = PackedFiles.pack(Packing.GZIP, TEXT);

        Read read = read(with(Compression.NONE), new ByteArrayInputStream(packed));

        assertThat(read.packing()).isEmpty();
        assertThat(read.texts()).containsExactly(new String(packed, StandardCharsets.UTF_8));
    }

    @Test
    void refusesAnotherPackingThanTheOneNamed() {
        byte[] packed = PackedFiles.pack(Packing.GZIP, TEXT);

        assertThat(read(with(Compression.GZIP), packed)).isEqualTo("whole");
        assertThat(read(with(Compression.XZ), packed)).isEqualTo(ContentFailure.UNSUPPORTED);
        assertThat(read(with(Compression.GZIP), TEXT.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(ContentFailure.UNSUPPORTED);
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void takesNoTruncatedFileForAWholeOne(Packing packing) {
        byte[] packed = PackedFiles.pack(
                packing, new Random(1).ints(400).mapToObj(Integer::toString).toList() + "\n");

        for (int length = 10; length < packed.length; length += 1 + packed.length / 97) {
            byte[] cut = Arrays.copyOf(packed, length);

            assertThat(read(STANDARD, cut))
                    .as("%d of %d bytes", length, packed.length)
                    .isIn(ContentFailure.TRUNCATED, ContentFailure.CORRUPT);
        }
        assertThat(read(STANDARD, Arrays.copyOf(packed, packed.length - 1)))
                .as("the last byte is missing")
                .isIn(ContentFailure.TRUNCATED, ContentFailure.CORRUPT);
        assertThat(read(STANDARD, Arrays.copyOf(packed, packed.length / 2))).isEqualTo(ContentFailure.TRUNCATED);
    }

    @Test
    void takesNoArchiveForWholeThatEndsBetweenTwoEntries() throws IOException {
        byte[] zip = PackedFiles.zip("a.txt", TEXT, "b.txt", TEXT);
        int second = indexOf(zip, new byte[] {'P', 'K', 3, 4}, 4);
        int directory = indexOf(zip, new byte[] {'P', 'K', 1, 2}, 4);

        assertThat(read(STANDARD, Arrays.copyOf(zip, second))).isEqualTo(ContentFailure.TRUNCATED);
        assertThat(read(STANDARD, Arrays.copyOf(zip, directory))).isEqualTo(ContentFailure.TRUNCATED);
        byte[] oneLost = PackedFiles.join(Arrays.copyOf(zip, second), Arrays.copyOfRange(zip, directory, zip.length));
        assertThat(read(STANDARD, oneLost)).isEqualTo(ContentFailure.CORRUPT);
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void noticesChangedBytes(Packing packing) {
        byte[] packed = PackedFiles.pack(
                packing, new Random(1).ints(400).mapToObj(Integer::toString).toList() + "\n");
        int middle = packed.length / 2;
        for (int at = middle; at < middle + 8; at++) {
            byte[] changed = packed.clone();
            changed[at] ^= 0x55;

            assertThat(read(STANDARD, changed))
                    .as("byte %d of %d", at, packed.length)
                    .isIn(ContentFailure.CORRUPT, ContentFailure.TRUNCATED);
        }
    }

    @Test
    void noticesAnEntryThatFailsItsChecksum() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry stored = new ZipEntry("a.txt");
            stored.setMethod(ZipEntry.STORED);
            stored.setSize(4);
            CRC32 crc = new CRC32();
            crc.update("good".getBytes(StandardCharsets.UTF_8));
            stored.setCrc(crc.getValue());
            zip.putNextEntry(stored);
            zip.write("good".getBytes(StandardCharsets.UTF_8));
        }
        byte[] changed = bytes.toByteArray();
        changed[indexOf(changed, "good".getBytes(StandardCharsets.UTF_8), 0)] = 'b';

        assertThat(read(STANDARD, bytes.toByteArray())).isEqualTo("whole");
        assertThat(read(STANDARD, changed)).isEqualTo(ContentFailure.CORRUPT);
    }

    @ParameterizedTest
    @EnumSource(Packing.class)
    void stopsAtABomb(Packing packing) {
        byte[] bomb = PackedFiles.pack(packing, new byte[32 << 20]);

        assertThat(read(STANDARD, bomb)).isEqualTo(ContentFailure.RATIO);
        assertThat(read(new ContentSettings(Compression.AUTO, 1_000_000, 0, 128L << 20), bomb))
                .isEqualTo("whole");
        assertThat(read(new ContentSettings(Compression.AUTO, 1_000_000, 1 << 20, 128L << 20), bomb))
                .isEqualTo(ContentFailure.TOO_LARGE);
    }

    /** What is kept was allocated: a decoder that buffered what comes out would need all of it. */
    @ParameterizedTest
    @EnumSource(Packing.class)
    void takesLittleMemoryHoweverMuchComesOut(Packing packing) {
        byte[] packed = PackedFiles.pack(packing, new byte[96 << 20]);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        String outcome = read(new ContentSettings(Compression.AUTO, 1_000_000, 0, 128L << 20), packed);

        assertThat(outcome).isEqualTo("whole");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(32 << 20);
    }

    @Test
    void countsAllEntriesOfAnArchiveTogether() {
        String[] entries = IntStream.range(0, 8)
                .boxed()
                .flatMap(entry -> List.of(entry + ".txt", "0".repeat(1 << 19)).stream())
                .toArray(String[]::new);

        assertThat(read(STANDARD, PackedFiles.zip(entries))).isEqualTo(ContentFailure.RATIO);
    }

    @Test
    void refusesAWindowThatNeedsTooMuchMemory() throws IOException {
        ByteArrayOutputStream xz = new ByteArrayOutputStream();
        LZMA2Options wide = new LZMA2Options(6);
        wide.setDictSize(64 << 20);
        try (XZOutputStream out = new XZOutputStream(xz, wide)) {
            out.write(TEXT.getBytes(StandardCharsets.UTF_8));
        }
        ByteArrayOutputStream zstd = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(zstd).setLong(26)) {
            out.write(new byte[80 << 20]);
        }
        ContentSettings narrow = new ContentSettings(Compression.AUTO, 1_000_000, 0, 16 << 20);

        assertThat(read(narrow, xz.toByteArray())).isEqualTo(ContentFailure.MEMORY);
        assertThat(read(narrow, zstd.toByteArray())).isEqualTo(ContentFailure.MEMORY);
    }

    @Test
    void letsAFailureOfTheServerStayOne() {
        byte[] packed = PackedFiles.pack(
                Packing.GZIP, new Random(1).ints(90_000).boxed().toList() + "\n");
        ConnectorFailure gone = new ConnectorFailure(FailureKind.REJECTED, "file-changed", "changed");
        InputStream cut = new SequenceInputStream(
                new ByteArrayInputStream(packed, 0, 50_000), new FilterInputStream(InputStream.nullInputStream()) {
                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        throw gone;
                    }
                });

        assertThatThrownBy(() -> read(STANDARD, cut)).isSameAs(gone);
    }

    @Test
    void saysNothingOfTheContentInAFailure() {
        byte[] zip = PackedFiles.zip("secret-name.txt", "secret");
        byte[] cut = Arrays.copyOf(zip, zip.length - 30);

        assertThatThrownBy(() -> read(STANDARD, new ByteArrayInputStream(cut)))
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void hasADocumentedDefaultForEachOption() {
        ConfigDef definition = new ConfigDef();
        ContentSettings.define(definition);

        assertThat(ContentSettings.from(new AbstractConfig(definition, Map.of(), false)))
                .isEqualTo(STANDARD);
    }

    record Read(String packing, List<String> names, List<String> texts, String sha256) {}

    static Read read(ContentSettings settings, InputStream file) throws IOException {
        try (Content content = open(settings, file)) {
            List<String> names = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            for (Document next = content.next(); next != null; next = content.next()) {
                names.add(next.entry());
                texts.add(new String(next.bytes().readAllBytes(), StandardCharsets.UTF_8));
            }
            content.finish();
            return new Read(content.packing(), names, texts, content.sha256().orElse(""));
        }
    }

    /** The code of the failure, or {@code whole}; in little memory whatever comes out. */
    private static String read(ContentSettings settings, byte[] file) {
        try (Content content = open(settings, new ByteArrayInputStream(file))) {
            for (Document next = content.next(); next != null; next = content.next()) {
                long unused = Skip.byReading(next.bytes(), Long.MAX_VALUE);
            }
            content.finish();
            return "whole";
        } catch (ConnectorFailure failed) {
            assertThat(failed.kind()).isEqualTo(FailureKind.MALFORMED);
            return failed.code();
        } catch (IOException never) {
            throw new AssertionError(never);
        }
    }

    private static Content open(ContentSettings settings, InputStream file) throws IOException {
        ConfigDef definition = new ConfigDef();
        PgpSettings.define(definition);
        Pgp none = new Pgp(PgpSettings.from(new AbstractConfig(definition, Map.of(), false)));
        return new ContentDecoder(settings, none).open(file, "memory:///in/a");
    }

    private static ContentSettings with(Compression compression) {
        return new ContentSettings(compression, 200, 64L << 30, 128L << 20);
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from) {
        for (int at = from; at + wanted.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new IllegalArgumentException("not there");
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
