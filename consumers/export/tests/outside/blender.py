"""Checks a GLB or BVH file in Blender: `python blender.py FILE EXPECTED.json FPS`.

EXPECTED: [{"node", "frame", "at": [x, y, z]}], world space, m; a BVH file has one athlete, its joints are the nodes.
Prints {"nodes", "worst_mm"}. Exits with 3 where there is no bpy.
"""

import json
import sys

try:
    import bpy
except ImportError as error:
    print(error, file=sys.stderr)
    sys.exit(3)

path, expected, fps = sys.argv[1], json.load(open(sys.argv[2])), float(sys.argv[3])
bpy.ops.wm.read_factory_settings(use_empty=True)
scene = bpy.context.scene
scene.render.fps, scene.render.fps_base = round(fps), round(fps) / fps
first = 0
if path.endswith(".bvh"):
    first = 1
    bpy.ops.import_anim.bvh(filepath=path, frame_start=first, update_scene_fps=False)
else:
    bpy.ops.import_scene.gltf(filepath=path)


def place(name):
    for thing in bpy.data.objects:
        if thing.type == "ARMATURE" and name in thing.pose.bones:
            return thing.matrix_world @ thing.pose.bones[name].head
    return bpy.data.objects[name].matrix_world.translation


worst = 0.0
for e in expected:
    scene.frame_set(first + e["frame"])
    off = place(e["node"]) - __import__("mathutils").Vector(e["at"])
    worst = max(worst, 1000 * off.length)
print(json.dumps({"nodes": len(expected), "worst_mm": worst}))
