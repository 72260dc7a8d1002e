package dev.millrace.feed;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Packs texts. */
public final class PackedFiles {

    private PackedFiles() {}

    /** One packing. */
    public enum Packing {
        GZIP {
            @Override
            OutputStream open(OutputStream to) throws IOException {
                return new GZIPOutputStream(to);
            }
        },
        ZSTD {
            @Override
            OutputStream open(OutputStream to) throws IOException {
                return new ZstdOutputStream(to).setChecksum(true);
            }
        },
        BZIP2 {
            @Override
            OutputStream open(OutputStream to) throws IOException {
                return new BZip2CompressorOutputStream(to);
            }
        },
        XZ {
            @Override
            OutputStream open(OutputStream to) throws IOException {
                return new XZOutputStream(to, new LZMA2Options(6));
            }
        },
        ZIP {
            @Override
            OutputStream open(OutputStream to) throws IOException {
                ZipOutputStream zip = new ZipOutputStream(to);
                zip.putNextEntry(new ZipEntry("only.txt"));
                return zip;
            }
        };

        abstract OutputStream open(OutputStream to) throws IOException;
    }

    public static byte[] pack(Packing packing, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packing.open(bytes)) {
            out.write(content);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return bytes.toByteArray();
    }

    public static byte[] pack(Packing packing, String content) {
        return pack(packing, content.getBytes(StandardCharsets.UTF_8));
    }

    /** An archive of names and contents in turn; a name that ends with a slash is a folder. */
    public static byte[] zip(String... namesAndContents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndContents[i]));
                zip.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return bytes.toByteArray();
    }

    public static byte[] join(byte[] one, byte[] other) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(one);
        bytes.writeBytes(other);
        return bytes.toByteArray();
    }
}
