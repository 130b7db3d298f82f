/** A form that somebody has filled in, as the platform's pictures are, drawn by the page itself: PNG in base64. */
export function specimenForm(): { readonly width: number; readonly height: number; readonly picture: string } {
  const [width, height] = [620, 877]
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('a canvas of this browser has a pen')
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, width, height)
  pen.fillStyle = '#111'
  pen.font = '30px sans-serif'
  pen.fillText('不动产登记申请书', 180, 90)
  pen.font = '20px sans-serif'
  for (const [at, words] of ['姓名　　样本一', '坐落　　示例县示例路 1 号', '申请事项　转移登记', '签名　　样本一'].entries()) {
    pen.strokeRect(60, 140 + at * 60, 500, 60)
    pen.fillText(words, 80, 178 + at * 60)
  }
  pen.fillStyle = 'rgba(168, 50, 31, 0.16)'
  pen.font = '200px sans-serif'
  pen.fillText('样本', 110, 640)
  return { width, height, picture: canvas.toDataURL('image/png').slice('data:image/png;base64,'.length) }
}
