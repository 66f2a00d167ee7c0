#!/usr/bin/env python3
"""Packs the extension into a .vsix without npm: `python3 pack.py [OUT.vsix]`.

A .vsix is a ZIP of two manifests and the folder `extension`. The same files give the same bytes. An extension with
dependencies is refused: they would be missing.
"""
import json
import pathlib
import sys
import zipfile
from xml.sax.saxutils import escape, quoteattr

HERE = pathlib.Path(__file__).resolve().parent
LICENSE = HERE.parent.parent / "LICENSE"
CONTENT_TYPES = {".js": "application/javascript", ".json": "application/json", ".md": "text/markdown", ".txt": "text/plain", ".vsixmanifest": "text/xml"}
FIXED_TIME = (2020, 1, 1, 0, 0, 0)


def packed_files() -> dict[str, bytes]:
    """The files of the extension by their path in it: what runs and what people read, no tests."""
    names = ["package.json", "README.md", "extension.js"] + sorted(f"src/{path.name}" for path in (HERE / "src").glob("*.js"))
    files = {name: (HERE / name).read_bytes() for name in names}
    files["LICENSE.txt"] = LICENSE.read_bytes()
    return files


def vsix_manifest(package: dict) -> str:
    properties = {
        "Microsoft.VisualStudio.Code.Engine": package["engines"]["vscode"],
        "Microsoft.VisualStudio.Code.ExtensionDependencies": "",
        "Microsoft.VisualStudio.Code.ExtensionPack": "",
        "Microsoft.VisualStudio.Code.ExtensionKind": "workspace",
    }
    lines = "\n".join(f"      <Property Id={quoteattr(name)} Value={quoteattr(value)}/>" for name, value in properties.items())
    identity = " ".join(
        f"{name}={quoteattr(value)}"
        for name, value in [("Language", "en-US"), ("Id", package["name"]), ("Version", package["version"]), ("Publisher", package["publisher"])]
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity {identity}/>
    <DisplayName>{escape(package["displayName"])}</DisplayName>
    <Description xml:space="preserve">{escape(package["description"])}</Description>
    <Tags>{escape(",".join(package["keywords"]))}</Tags>
    <Categories>{escape(",".join(package["categories"]))}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <Properties>
{lines}
    </Properties>
    <License>extension/LICENSE.txt</License>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code"/>
  </Installation>
  <Dependencies/>
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true"/>
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE.txt" Addressable="true"/>
  </Assets>
</PackageManifest>
"""


def content_types() -> str:
    lines = "".join(f"<Default Extension={quoteattr(name)} ContentType={quoteattr(kind)}/>" for name, kind in CONTENT_TYPES.items())
    return f'<?xml version="1.0" encoding="utf-8"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{lines}</Types>\n'


def main(arguments: list[str]) -> None:
    package = json.loads((HERE / "package.json").read_text())
    if package.get("dependencies"):
        sys.exit("pack.py: package.json names dependencies, which would be missing in the package")
    out = pathlib.Path(arguments[0]) if arguments else HERE / f"{package['name']}-{package['version']}.vsix"
    entries = {"extension.vsixmanifest": vsix_manifest(package).encode(), "[Content_Types].xml": content_types().encode()}
    entries |= {f"extension/{name}": data for name, data in packed_files().items()}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    print(f"{out}: {len(entries)} files, {out.stat().st_size} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
