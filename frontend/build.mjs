// node build.mjs OUT: everything the pages and documents take from others, laid out in OUT.
import { build } from "esbuild";
import fs from "node:fs";
import path from "node:path";

const out = process.argv[2];
const of = (name) => path.join("node_modules", name);

function copy(from, to) {
  fs.mkdirSync(path.dirname(path.join(out, to)), { recursive: true });
  fs.copyFileSync(of(from), path.join(out, to));
}

// static files: a source map is not shipped, so the line that names it goes too
function copyText(from, to) {
  const text = fs.readFileSync(of(from), "utf8");
  fs.mkdirSync(path.dirname(path.join(out, to)), { recursive: true });
  fs.writeFileSync(path.join(out, to), text.replace(/\n?(\/\*|\/\/)# sourceMappingURL=.*?(\*\/)?\s*$/, "\n"));
}
copyText("@tabler/core/dist/css/tabler.min.css", "vendor/tabler.min.css");
copyText("@tabler/core/dist/js/tabler.min.js", "vendor/tabler.min.js");

// charts: only the kinds in use; the SVG renderer needs no inline style
await build({
  stdin: {
    contents: `
      import * as echarts from "echarts/core";
      import {
        BarChart, FunnelChart, HeatmapChart, LineChart, PieChart, RadarChart, SankeyChart, ScatterChart,
      } from "echarts/charts";
      import {
        AriaComponent, DataZoomComponent, GridComponent, LegendComponent, MarkLineComponent, TitleComponent,
        TooltipComponent, VisualMapComponent,
      } from "echarts/components";
      import { SVGRenderer } from "echarts/renderers";
      echarts.use([
        BarChart, FunnelChart, HeatmapChart, LineChart, PieChart, RadarChart, SankeyChart, ScatterChart,
        AriaComponent, DataZoomComponent, GridComponent, LegendComponent, MarkLineComponent, TitleComponent,
        TooltipComponent, VisualMapComponent, SVGRenderer,
      ]);
      window.echarts = echarts;
    `,
    resolveDir: ".",
  },
  bundle: true,
  minify: true,
  format: "iife",
  target: "chrome80",
  legalComments: "none",
  outfile: path.join(out, "vendor/echarts.min.js"),
});

// icons: one sprite, used as <svg><use href="…/icons.svg#name"/></svg>
const names = fs.readFileSync("icons.txt", "utf8").split(/\s+/).filter(Boolean).sort();
const symbols = names.map((name) => {
  const svg = fs.readFileSync(of(`@tabler/icons/icons/outline/${name}.svg`), "utf8");
  const shapes = svg.replace(/<!--[\s\S]*?-->/, "").replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/, "").replace(/^\s*<svg[^>]*>|<\/svg>\s*$/g, "");
  return (
    `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"` +
    ` stroke-linecap="round" stroke-linejoin="round">${shapes.replace(/\s*\n\s*/g, "")}</symbol>`
  );
});
fs.writeFileSync(
  path.join(out, "vendor/icons.svg"),
  `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`,
);

// faces for documents, cut down afterwards by assets.py
copy("@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf", "fonts/NotoSerifSC_400Regular.ttf");
copy("@expo-google-fonts/noto-serif-sc/900Black/NotoSerifSC_900Black.ttf", "fonts/NotoSerifSC_900Black.ttf");
copy("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf", "fonts/NotoSansSC_400Regular.ttf");

// for the tests only
copy("axe-core/axe.min.js", "tests/axe.min.js");

// what others ask us to say
const notices = (packages) =>
  packages
    .map((name) => {
      const about = JSON.parse(fs.readFileSync(of(`${name}/package.json`), "utf8"));
      const texts = fs
        .readdirSync(of(name), { withFileTypes: true })
        .filter((file) => file.isFile() && /^(licen[cs]e|notice|ofl)/i.test(file.name))
        .map((file) => fs.readFileSync(of(`${name}/${file.name}`), "utf8").trim());
      return [`${name} ${about.version} (${about.license})`, ...texts].join("\n\n");
    })
    .join(`\n\n${"-".repeat(80)}\n\n`) + "\n";
fs.writeFileSync(
  path.join(out, "vendor/THIRD-PARTY-LICENSES.txt"),
  notices(["@tabler/core", "@tabler/icons", "echarts", "zrender"]),
);
fs.writeFileSync(
  path.join(out, "fonts/THIRD-PARTY-LICENSES.txt"),
  notices(["@expo-google-fonts/noto-serif-sc", "@expo-google-fonts/noto-sans-sc"]),
);
