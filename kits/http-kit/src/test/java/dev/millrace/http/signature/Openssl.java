package dev.millrace.http.signature;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The openssl command: keys, certificates and signatures of somebody else's making. */
final class Openssl {

    private final Path folder;
    private int files;

    private Openssl(Path folder) {
        this.folder = folder;
    }

    /** Skips the test, visibly, where there is no such command. */
    static Openssl in(Path folder) {
        boolean found = List.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator)).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, "openssl")));
        assumeTrue(found, "skipped: there is no openssl command on the PATH");
        return new Openssl(folder);
    }

    byte[] hmac(String hash, byte[] key, byte[] content) {
        return run(
                "dgst",
                "-" + hash,
                "-mac",
                "HMAC",
                "-macopt",
                "hexkey:" + HexFormat.of().formatHex(key),
                "-binary",
                file(content));
    }

    /** A private key; options such as {@code RSA} or {@code EC -pkeyopt ec_paramgen_curve:P-256}. */
    Path key(String options) {
        Path key = folder.resolve("key-" + ++files + ".pem");
        List<String> arguments = new ArrayList<>(List.of("genpkey", "-out", key.toString(), "-algorithm"));
        arguments.addAll(List.of(options.split(" ")));
        run(arguments.toArray(String[]::new));
        return key;
    }

    /** Its public half as PEM. */
    String publicKey(Path key) {
        return new String(run("pkey", "-in", key.toString(), "-pubout"), StandardCharsets.US_ASCII);
    }

    /** Its public half as X.509 has it. */
    byte[] publicKeyBytes(Path key) {
        return run("pkey", "-in", key.toString(), "-pubout", "-outform", "DER");
    }

    byte[] sign(String hash, Path key, byte[] content) {
        return run("dgst", "-" + hash, "-sign", key.toString(), file(content));
    }

    /** Fails when it is not what the key made of the content; a signature of a curve is in DER. */
    void verify(String hash, Path key, byte[] content, byte[] signature) {
        byte[] unused = run(
                "dgst",
                "-" + hash,
                "-verify",
                file(run("pkey", "-in", key.toString(), "-pubout")),
                "-signature",
                file(signature),
                file(content));
    }

    byte[] signEd25519(Path key, byte[] content) {
        return run("pkeyutl", "-sign", "-rawin", "-inkey", key.toString(), "-in", file(content));
    }

    /** A certificate that vouches for itself, as PEM. */
    Path selfSigned(Path key, String subject) {
        Path certificate = folder.resolve("certificate-" + ++files + ".pem");
        run(
                "req",
                "-x509",
                "-new",
                "-key",
                key.toString(),
                "-subj",
                subject,
                "-days",
                "3650",
                "-out",
                certificate.toString());
        return certificate;
    }

    /** A certificate that another one vouches for, as PEM. */
    Path signedBy(Path authority, Path authorityKey, Path key, String subject) {
        Path request = folder.resolve("request-" + ++files + ".pem");
        Path certificate = folder.resolve("certificate-" + files + ".pem");
        run("req", "-new", "-key", key.toString(), "-subj", subject, "-out", request.toString());
        run(
                "x509",
                "-req",
                "-in",
                request.toString(),
                "-CA",
                authority.toString(),
                "-CAkey",
                authorityKey.toString(),
                "-set_serial",
                "7",
                "-days",
                "3650",
                "-out",
                certificate.toString());
        return certificate;
    }

    private String file(byte[] content) {
        try {
            return Files.write(folder.resolve("content-" + ++files), content).toString();
        } catch (IOException full) {
            throw new AssertionError(full);
        }
    }

    private byte[] run(String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of("openssl"));
            command.addAll(List.of(arguments));
            Path output = folder.resolve("output-" + ++files);
            Path errors = folder.resolve("errors-" + files);
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(command + " failed: " + Files.readString(errors));
            }
            return Files.readAllBytes(output);
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }
}
